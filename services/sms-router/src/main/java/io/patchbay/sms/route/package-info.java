/// Which line a message is tried on, and what follows a refusal. Pure.
@NullMarked
package io.patchbay.sms.route;

import org.jspecify.annotations.NullMarked;
