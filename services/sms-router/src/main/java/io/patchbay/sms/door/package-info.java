/// The SIP door: messages of a line go to the extension bound to it.
@NullMarked
package io.patchbay.sms.door;

import org.jspecify.annotations.NullMarked;
