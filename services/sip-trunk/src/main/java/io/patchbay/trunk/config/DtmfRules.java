package io.patchbay.trunk.config;

import static io.patchbay.proto.config.v1.DtmfMethod.DTMF_METHOD_INFO;
import static io.patchbay.proto.config.v1.DtmfMethod.DTMF_METHOD_INFO_DTMF;
import static io.patchbay.proto.config.v1.DtmfMethod.DTMF_METHOD_RFC4733;

import io.patchbay.proto.config.v1.DtmfMethod;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.DtmfWay;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.TelephoneEvents;
import java.util.List;

/// How digits go to and come from the peer of an account (H-216 to H-220).
public record DtmfRules(MediaSpec media) {
  /// Do digits go to the peer by INFO?
  public boolean sendsInfo() {
    return sends(DTMF_METHOD_INFO) || sends(DTMF_METHOD_INFO_DTMF);
  }

  /// Do digits that come by INFO count?
  public boolean takesInfo() {
    List<DtmfMethod> ways = media.getDtmfReceiveList();
    return ways.isEmpty()
        || ways.contains(DTMF_METHOD_INFO)
        || ways.contains(DTMF_METHOD_INFO_DTMF);
  }

  /// Does a hook flash cross the call?
  public boolean flash() {
    return media.getDtmfFlash();
  }

  /// The media type of our INFO.
  public String infoType() {
    return sends(DTMF_METHOD_INFO) ? "application/dtmf-relay" : "application/dtmf";
  }

  /// The body of our INFO.
  ///
  /// @param digit `!`: flash, event 16
  public String infoBody(String digit) {
    return sends(DTMF_METHOD_INFO)
        ? "Signal=" + (digit.equals("!") ? "16" : digit) + "\r\nDuration=100\r\n"
        : digit;
  }

  private boolean sends(DtmfMethod method) {
    return media.getDtmfSendList().contains(method);
  }

  private boolean eventsWanted() {
    List<DtmfMethod> send = media.getDtmfSendList();
    List<DtmfMethod> receive = media.getDtmfReceiveList();
    return send.isEmpty()
        || receive.isEmpty()
        || send.contains(DTMF_METHOD_RFC4733)
        || receive.contains(DTMF_METHOD_RFC4733);
  }

  /// Our session description with the telephone-event of this account.
  ///
  /// @param offer ours, not an answer to the peer's
  public String described(String sdp, boolean offer) {
    if (!eventsWanted()) {
      return TelephoneEvents.without(sdp);
    }
    int type = media.getDtmfPayloadType();
    String typed =
        offer && type != 0 ? TelephoneEvents.moved(sdp, Codec.TELEPHONE_EVENT, type) : sdp;
    return flash() ? TelephoneEvents.withFlash(typed) : typed;
  }

  /// What the edge is told of the peer, with the ways of this account.
  public RtpDescription completed(RtpDescription remote) {
    RtpDescription.Builder complete = remote.toBuilder().setDtmfFlash(flash());
    media.getDtmfSendList().forEach(method -> complete.addDtmfSend(way(method)));
    media.getDtmfReceiveList().forEach(method -> complete.addDtmfReceive(way(method)));
    if (!eventsWanted()) {
      complete.setTelephoneEventPayloadType(0);
    }
    return complete.build();
  }

  private static DtmfWay way(DtmfMethod method) {
    return switch (method) {
      case DTMF_METHOD_IN_BAND -> DtmfWay.DTMF_WAY_IN_BAND;
      case DTMF_METHOD_RFC4733 -> DtmfWay.DTMF_WAY_RFC4733;
      case DTMF_METHOD_INFO, DTMF_METHOD_INFO_DTMF -> DtmfWay.DTMF_WAY_INFO;
      case DTMF_METHOD_UNSPECIFIED, UNRECOGNIZED -> DtmfWay.DTMF_WAY_UNSPECIFIED;
    };
  }
}
