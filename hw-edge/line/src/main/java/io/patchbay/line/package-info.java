/// What every line driver speaks: lines, their events, the commands to them, their audio and Q.850
/// causes.
///
/// JDK types and records only. Drivers depend on this package and on nothing else of Patchbay's.
@NullMarked
package io.patchbay.line;

import org.jspecify.annotations.NullMarked;
