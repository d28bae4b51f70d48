/** The number of the account into which fees are transferred. */
export const accountNumber = '1250000000025';

/** The account as functions find it in their environment. */
export const feeAccount = JSON.stringify({
  bin: '970436',
  bank: 'Vietcombank',
  number: accountNumber,
  holder: 'TRUNG TAM PHUC VU HANH CHINH CONG TINH HA NAM',
});
