package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.config.DtmfRules;
import io.patchbay.trunk.dialog.Action;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.DigitPaths;
import io.patchbay.trunk.dialog.Leg;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.SipChannel;
import java.util.HashSet;
import java.util.Set;

/// The rules for digits of each leg's account, as the documents are now. Thread-safe.
final class DtmfAccounts {
  private final Configuration configuration;

  DtmfAccounts(Configuration configuration) {
    this.configuration = configuration;
  }

  DtmfRules of(Party party) {
    MediaSpec media =
        switch (party.kind()) {
          case TRUNK ->
              configuration
                  .trunk(party.name())
                  .map(configuration::mediaOfTrunk)
                  .orElse(MediaSpec.getDefaultInstance());
          case EXTENSION, URI -> configuration.mediaOfExtension(party.name());
          case LINE, API -> MediaSpec.getDefaultInstance();
        };
    return new DtmfRules(media);
  }

  /// Which legs of a call get digits by INFO, and which a flash.
  DigitPaths paths(CallState call) {
    Set<String> info = new HashSet<>();
    Set<String> flash = new HashSet<>();
    for (Leg leg : call.legs()) {
      DtmfRules rules = of(leg.party());
      if (leg.channel() instanceof SipChannel && rules.sendsInfo()) {
        info.add(leg.id());
      }
      if (leg.channel() instanceof SipChannel && rules.flash()) {
        flash.add(leg.id());
      }
    }
    return new DigitPaths(info, flash);
  }

  /// A command to the edge with what the leg's account says of digits.
  Action.ToEdge completed(CallState call, Action.ToEdge action) {
    Leg leg = call.leg(action.leg()).orElse(null);
    Command command = action.command();
    if (leg == null || !(command.hasModifyRtp() || command.hasCreateRtp())) {
      return action;
    }
    DtmfRules rules = of(leg.party());
    Command.Builder complete = command.toBuilder();
    if (command.hasModifyRtp()) {
      complete.getModifyRtpBuilder().setRemote(rules.completed(command.getModifyRtp().getRemote()));
    } else if (command.getCreateRtp().hasRemote()) {
      complete.getCreateRtpBuilder().setRemote(rules.completed(command.getCreateRtp().getRemote()));
    }
    return new Action.ToEdge(action.edge(), action.leg(), complete.build());
  }

  /// Our session description of a leg.
  String described(CallState call, String legId, String sdp) {
    Leg leg = sdp.isEmpty() ? null : call.leg(legId).orElse(null);
    if (leg == null || !(leg.channel() instanceof SipChannel sip)) {
      return sdp;
    }
    boolean offer = sip.media().offer() == null || sip.media().remote() == null;
    return of(leg.party()).described(sdp, offer);
  }
}
