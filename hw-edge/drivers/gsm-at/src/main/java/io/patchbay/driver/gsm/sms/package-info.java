/// Short messages in the modem's stores – TS 27.005 §3, PDU mode.
@NullMarked
package io.patchbay.driver.gsm.sms;

import org.jspecify.annotations.NullMarked;
