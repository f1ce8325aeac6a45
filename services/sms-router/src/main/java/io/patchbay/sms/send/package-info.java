/// The outbound queue and its workers.
@NullMarked
package io.patchbay.sms.send;

import org.jspecify.annotations.NullMarked;
