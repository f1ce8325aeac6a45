package io.patchbay.driver.gsm.profile;

/// The radio technology a line may use; a name of setting `technology` in lower case.
public enum Technology {
  AUTO,
  GSM,
  UMTS,
  LTE
}
