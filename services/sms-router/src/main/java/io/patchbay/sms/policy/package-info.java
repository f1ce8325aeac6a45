/// Asks which lines a message may leave by: dial-plan, or the same rules here when it is away.
@NullMarked
package io.patchbay.sms.policy;

import org.jspecify.annotations.NullMarked;
