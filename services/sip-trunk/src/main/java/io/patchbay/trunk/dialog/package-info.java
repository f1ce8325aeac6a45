/// Dialogs and calls as pure machines: state and event in, state and actions out.
@NullMarked
package io.patchbay.trunk.dialog;

import org.jspecify.annotations.NullMarked;
