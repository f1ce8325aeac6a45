/// What a status report says and which part it is about. Pure.
@NullMarked
package io.patchbay.sms.delivery;

import org.jspecify.annotations.NullMarked;
