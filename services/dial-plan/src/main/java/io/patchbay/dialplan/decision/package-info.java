/// What the service knows (documents, lines, usage, reservations) and the decisions it makes of it.
/// Pure; time comes in.
@NullMarked
package io.patchbay.dialplan.decision;

import org.jspecify.annotations.NullMarked;
