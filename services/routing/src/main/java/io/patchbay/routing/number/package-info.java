/// Public telephone numbers: what was dialled in a country, as E.164 and back.
@NullMarked
package io.patchbay.routing.number;

import org.jspecify.annotations.NullMarked;
