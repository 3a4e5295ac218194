import type { Detector, Kind } from '../detector.ts';
import { addressChinese } from './address-chinese.ts';
import { addressEnglish } from './address-english.ts';
import { bankCard } from './bank-card.ts';
import { email } from './email.ts';
import { idCard } from './id-card.ts';
import { international } from './international.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { landline } from './landline.ts';
import { mobile } from './mobile.ts';
import { name } from './name.ts';
import { plate } from './plate.ts';
import { url } from './url.ts';

/** What is found by its form, the most specific first: it wins where two are equally long. */
export const DETECTORS: readonly Detector[] = [
  idCard,
  mobile,
  bankCard,
  landline,
  international,
  email,
  ipv4,
  ipv6,
  url,
  addressChinese,
  addressEnglish,
  plate,
];

/** Every kind of personal data there is. Where names stand is known from a model, and not from their form. */
export const KINDS: readonly Kind[] = [...DETECTORS, name];
