/// The whole policy decision as a pure function: who calls what, by which lines. No clock, no input
/// and output.
///
/// `Router.of(documents).route(request, lines)`; used by dial-plan, by the trunk when dial-plan is
/// away and by an edge alone.
@NullMarked
package io.patchbay.routing;

import org.jspecify.annotations.NullMarked;
