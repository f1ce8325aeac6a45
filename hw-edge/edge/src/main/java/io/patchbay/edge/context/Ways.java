package io.patchbay.edge.context;

import io.patchbay.media.dtmf.DigitGate.Source;
import io.patchbay.media.session.DtmfWays;
import io.patchbay.proto.edge.v1.DtmfWay;
import io.patchbay.proto.edge.v1.RtpDescription;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The ways of digits as edge.v1 names them.
final class Ways {
  private Ways() {}

  static DtmfWays of(RtpDescription remote) {
    return new DtmfWays(
        sources(remote.getDtmfSendList()),
        sources(remote.getDtmfReceiveList()),
        remote.getDtmfFlash());
  }

  private static Set<Source> sources(List<DtmfWay> ways) {
    var sources = EnumSet.noneOf(Source.class);
    for (DtmfWay way : ways) {
      switch (way) {
        case DTMF_WAY_IN_BAND -> sources.add(Source.INBAND);
        case DTMF_WAY_RFC4733 -> sources.add(Source.RFC4733);
        case DTMF_WAY_INFO -> sources.add(Source.INFO);
        case DTMF_WAY_UNSPECIFIED, UNRECOGNIZED -> {}
      }
    }
    return sources;
  }
}
