/// The tables of schema sms_router.
@NullMarked
package io.patchbay.sms.store;

import org.jspecify.annotations.NullMarked;
