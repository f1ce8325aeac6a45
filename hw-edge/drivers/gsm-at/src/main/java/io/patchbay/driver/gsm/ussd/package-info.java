/// USSD text – TS 27.007 §7.15.
@NullMarked
package io.patchbay.driver.gsm.ussd;

import org.jspecify.annotations.NullMarked;
