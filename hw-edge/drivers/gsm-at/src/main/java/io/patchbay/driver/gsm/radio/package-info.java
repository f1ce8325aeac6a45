/// Base stations: what modems tell of them, and when a line changes from one to another. Pure.
@NullMarked
package io.patchbay.driver.gsm.radio;

import org.jspecify.annotations.NullMarked;
