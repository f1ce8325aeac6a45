/// How modems and analogue devices meet the outside: pseudo-terminals and sockets.
@NullMarked
package io.patchbay.simulator.port;

import org.jspecify.annotations.NullMarked;
