// How many short messages a text makes: 3GPP TS 23.038 §6.2.1 (GSM 7 bit, extension table counts double), UCS-2 else;
// TS 23.040 §9.2.3.24.1: a concatenation header of 6 octets leaves 153 septets or 67 code units a part.
const BASIC = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€\f';

export function measure(text) {
  let septets = 0;
  for (const c of text) {
    if (BASIC.includes(c)) septets += 1;
    else if (EXTENDED.includes(c)) septets += 2;
    else return ucs2(text);
  }
  return { alphabet: 'GSM 7-bit', units: septets, ...parts(septets, 160, splitSeptets(text)) };
}

function ucs2(text) {
  return { alphabet: 'UCS-2', units: text.length, ...parts(text.length, 70, splitUnits(text)) };
}

function parts(units, single, split) {
  return units <= single ? { parts: units === 0 ? 0 : 1, limit: single } : { parts: split.parts, limit: split.parts * split.each };
}

// An escape and its character stay together.
function splitSeptets(text) {
  let count = 1;
  let used = 0;
  for (const c of text) {
    const width = EXTENDED.includes(c) ? 2 : 1;
    if (used + width > 153) { count += 1; used = 0; }
    used += width;
  }
  return { parts: count, each: 153 };
}

// So do the halves of a surrogate pair.
function splitUnits(text) {
  let count = 1;
  let used = 0;
  for (const c of text) {
    if (used + c.length > 67) { count += 1; used = 0; }
    used += c.length;
  }
  return { parts: count, each: 67 };
}
