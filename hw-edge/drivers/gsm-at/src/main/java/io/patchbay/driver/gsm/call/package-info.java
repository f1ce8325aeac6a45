/// The voice call of one line as a state machine – TS 24.008 §5.2 as seen through TS 27.007.
@NullMarked
package io.patchbay.driver.gsm.call;

import org.jspecify.annotations.NullMarked;
