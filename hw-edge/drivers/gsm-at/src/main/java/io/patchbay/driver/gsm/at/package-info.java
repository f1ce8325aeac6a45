/// The AT command channel of ITU-T V.250 and TS 27.007: lines, replies, unsolicited codes, prompts,
/// deadlines.
///
/// Pure: octets and time come in, octets and results go out by the consumers given.
@NullMarked
package io.patchbay.driver.gsm.at;

import org.jspecify.annotations.NullMarked;
