/** Officers who decide at the agency (NĐ 61/2018 Điều 19). */
export const deciding = ['caseOfficer', 'agencyLeader'] as const;
