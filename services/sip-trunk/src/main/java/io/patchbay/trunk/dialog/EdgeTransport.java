package io.patchbay.trunk.dialog;

import com.google.protobuf.ByteString;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.DtlsPeer;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.SrtpKey;
import io.patchbay.trunk.sdp.Carriage;
import io.patchbay.trunk.sdp.Crypto;
import io.patchbay.trunk.sdp.Dtls;
import io.patchbay.trunk.sdp.RemoteMedia;
import java.util.Base64;

/// How the edge is to carry a stream: as agreed with the peer, and as its document says.
final class EdgeTransport {
  private EdgeTransport() {}

  static RtpDescription.Builder of(RemoteMedia remote, MediaSpec spec) {
    RtpDescription.Builder description =
        RtpDescription.newBuilder().setSymmetric(!spec.getAsymmetric());
    Crypto crypto = remote.carriage().crypto();
    if (crypto != null) {
      description.setSrtp(
          SrtpKey.newBuilder()
              .setSuite(crypto.suite().name())
              .setKey(ByteString.copyFrom(Base64.getDecoder().decode(crypto.inline()))));
    }
    Carriage carriage = remote.carriage();
    Dtls dtls = carriage.dtls();
    if (dtls != null) {
      description.setDtls(
          DtlsPeer.newBuilder()
              .setHash(dtls.fingerprint().hash())
              .setFingerprint(dtls.fingerprint().value())
              .setActive(dtls.active()));
    }
    description.setRtcpMux(carriage.rtcpMux()).setIceFragment(carriage.peerFragment());
    if (spec.getRtpTimeoutS() > 0) {
      description.setRtpTimeoutMs(1000 * spec.getRtpTimeoutS());
    }
    if (spec.hasDscp()) {
      description.setDscp(spec.getDscp());
    }
    description.setRtcpXr(spec.getRtcpXr());
    if (spec.hasJitter()) {
      description.setJitter(spec.getJitter());
    }
    return description;
  }
}
