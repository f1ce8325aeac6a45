/// Policy rules, one class each, and their order. Rules that trunk and edge need as well are in
/// `io.patchbay.routing`.
@NullMarked
package io.patchbay.dialplan.rule;

import org.jspecify.annotations.NullMarked;
