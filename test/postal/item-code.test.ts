import { expect, it } from 'vitest';
import { checkDigit, ItemCode } from '../../shared/shipment/item-code.ts';

it.each([
  ['12345678', 5],
  ['47312482', 9],
  ['00000001', 4],
  ['99999999', 5],
  ['20211010', 6],
  ['00006160', 5],
])('the check digit of %s is %i', (serial, check) => {
  expect(checkDigit(serial)).toBe(check);
});

it.each([
  ['EB123456785VN', true],
  ['RR473124829VN', true],
  ['EB000000014VN', true],
  ['EB999999995VN', true],
  ['EB202110106VN', true],
  ['EB000061605VN', true],
  ['EB123456789VN', false],
  ['EB213456785VN', false],
  ['eb123456785vn', false],
  ['EB123456785US', false],
  ['EB12345678VN', false],
  [' EB123456785VN', false],
])('%s is an item code: %s', (code, valid) => {
  expect(ItemCode.safeParse(code).success).toBe(valid);
});
