/// USSD dialogues with the networks of SIM lines.
@NullMarked
package io.patchbay.sms.ussd;

import org.jspecify.annotations.NullMarked;
