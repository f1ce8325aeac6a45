package io.patchbay.trunk.adopt;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.T38;
import io.patchbay.proto.trunk.v1.SnapshotDialog;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Media;
import io.patchbay.trunk.dialog.Session;
import io.patchbay.trunk.dialog.SessionTimer;
import io.patchbay.trunk.dialog.SipChannel;
import io.patchbay.trunk.sdp.Carriage;
import io.patchbay.trunk.sdp.Direction;
import io.patchbay.trunk.sdp.Fax;
import io.patchbay.trunk.sdp.LocalMedia;
import io.patchbay.trunk.sdp.RemoteMedia;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The SIP half of a snapshot.
final class DialogCodec {
  /// The dead replica may have sent requests after its last snapshot.
  private static final long CSEQ_GAP = 100;

  private DialogCodec() {}

  static SnapshotDialog encode(SipChannel sip) {
    Dialog dialog = sip.dialog();
    SnapshotDialog.Builder one =
        SnapshotDialog.newBuilder()
            .setCallId(dialog.callId())
            .setLocalUri(dialog.localUri())
            .setLocalTag(dialog.localTag())
            .setRemoteUri(dialog.remoteUri())
            .setRemoteTag(dialog.remoteTag())
            .setLocalSeq(dialog.localSeq())
            .setRemoteSeq(dialog.remoteSeq())
            .addAllRoutes(dialog.routes())
            .setRemoteTarget(dialog.remoteTarget())
            .setTransport(dialog.flow().transport())
            .setNextHop(dialog.flow().nextHop())
            .setPlace(dialog.flow().place())
            .setUas(sip.uas())
            .setEstablished(sip.established())
            .setSessionId(sip.media().sessionId())
            .setSessionVersion(sip.media().version());
    AudioCodec.offered(sip.media().codecs(), one);
    Session session = sip.session();
    one.setDialogSpec(session.spec().toByteString())
        .setSessionIntervalS(session.timer().intervalS())
        .setSessionOurs(session.timer().ours())
        .setSessionMinSeS(session.timer().minSeS())
        .setUpdates(session.updates());
    one.setMediaSpec(sip.media().spec().toByteString());
    LocalMedia local = sip.media().local();
    if (local != null) {
      one.setLocalAddress(local.address()).setLocalPort(local.port());
    }
    RemoteMedia remote = sip.media().remote();
    if (remote != null) {
      one.setRemoteAddress(remote.address())
          .setRemotePort(remote.port())
          .setCodec(remote.codec().name())
          .setAgreed(AudioCodec.encode(remote.codec()))
          .setPayloadType(remote.payloadType())
          .setTelephoneEvent(remote.telephoneEvent())
          .setPtimeMs(remote.ptimeMs())
          .setDirection(remote.direction().attribute())
          .setProfile(remote.carriage().profile());
      Fax fax = remote.fax();
      if (fax != null && fax.t38()) {
        one.setT38(
            T38.newBuilder()
                .setVersion(fax.version())
                .setMaxBitRate(fax.maxBitRate())
                .setLocalTcf(fax.localTcf())
                .setRecovery(fax.recovery())
                .setMaxDatagram(fax.maxDatagram())
                .build()
                .toByteString());
      }
      one.setFaxPassThrough(fax != null && !fax.t38());
    }
    return one.build();
  }

  /// @param port as the edge has it, with our keys; null: without
  static SipChannel decode(SnapshotDialog one, boolean ended, @Nullable LocalMedia port)
      throws InvalidProtocolBufferException {
    Dialog dialog =
        new Dialog(
            one.getCallId(),
            one.getLocalUri(),
            one.getLocalTag(),
            one.getRemoteUri(),
            one.getRemoteTag(),
            one.getLocalSeq() + CSEQ_GAP,
            one.getRemoteSeq(),
            one.getRoutesList(),
            one.getRemoteTarget(),
            new Flow(one.getTransport(), one.getNextHop(), false, one.getPlace()));
    Media media =
        Media.fresh(
            AudioCodec.offered(one), one.getSessionId(), MediaSpec.parseFrom(one.getMediaSpec()));
    if (one.getLocalPort() > 0) {
      media =
          media
              .withRequested(true)
              .withLocal(
                  port == null ? new LocalMedia(one.getLocalAddress(), one.getLocalPort()) : port)
              .asDescribed();
    }
    if (!one.getCodec().isEmpty()) {
      media = media.withRemote(remote(one));
    }
    return SipChannel.restored(
        one.getUas(),
        one.getEstablished() && !ended,
        dialog,
        media.atVersion(one.getSessionVersion()),
        session(one));
  }

  private static Session session(SnapshotDialog one) throws InvalidProtocolBufferException {
    return Session.restored(
        DialogSpec.parseFrom(one.getDialogSpec()),
        new SessionTimer(one.getSessionIntervalS(), one.getSessionOurs(), one.getSessionMinSeS()),
        one.getUpdates());
  }

  private static RemoteMedia remote(SnapshotDialog one) throws InvalidProtocolBufferException {
    return new RemoteMedia(
        one.getRemoteAddress(),
        one.getRemotePort(),
        AudioCodec.agreed(one),
        one.getPayloadType(),
        one.getTelephoneEvent(),
        one.getPtimeMs(),
        Direction.valueOf(one.getDirection().toUpperCase(Locale.ROOT)),
        one.getProfile().isEmpty() ? Carriage.PLAIN : new Carriage(one.getProfile(), null),
        fax(one));
  }

  private static @Nullable Fax fax(SnapshotDialog one) throws InvalidProtocolBufferException {
    if (one.getT38().isEmpty()) {
      return one.getFaxPassThrough() ? Fax.PASS_THROUGH : null;
    }
    T38 t38 = T38.parseFrom(one.getT38());
    return new Fax(
        true,
        t38.getVersion(),
        t38.getMaxBitRate(),
        t38.getLocalTcf(),
        t38.getRecovery(),
        t38.getMaxDatagram());
  }
}
