/// The only user of JAIN-SIP: parser, transports and transactions behind small records.
@NullMarked
package io.patchbay.trunk.sip;

import org.jspecify.annotations.NullMarked;
