/// Commands to lines and SIP messages, through the sip-trunk replicas.
@NullMarked
package io.patchbay.sms.control;

import org.jspecify.annotations.NullMarked;
