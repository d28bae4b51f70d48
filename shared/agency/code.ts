import * as z from 'zod';

/** An agency identifier of QĐ 20/2020/QĐ-TTg: the province `H25`, then its agencies, groups parted by dots. */
export const AgencyCode = z
  .string()
  .max(35)
  .regex(/^[A-Y]\d{2}(\.\d{2,3})+$/);
