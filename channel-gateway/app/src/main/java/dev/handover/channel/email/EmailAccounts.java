package dev.handover.channel.email;

import dev.handover.channel.email.thread.ReplyToken;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of this installation. */
public final class EmailAccounts {

    private final Map<String, EmailAccount> byId = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException when two accounts have one id, or a key is unfit
     */
    public EmailAccounts(EmailSettings settings) {
        Optional<ReplyToken> tokens = tokens(settings);
        for (EmailSettings.Account account : settings.accounts()) {
            if (byId.put(account.id(), new EmailAccount(account, tokens)) != null) {
                throw new IllegalArgumentException("handover.email.accounts: two accounts have the id " + account.id());
            }
        }
    }

    private static Optional<ReplyToken> tokens(EmailSettings settings) {
        String key = settings.tokenKey();
        if (key == null || key.isBlank()) {
            return Optional.empty();
        }
        Map<Integer, String> keys = new HashMap<>(settings.formerTokenKeys());
        if (keys.keySet().stream().anyMatch(id -> id >= settings.tokenKeyId())) {
            throw new IllegalArgumentException("handover.email.former-token-keys must have ids below token-key-id");
        }
        keys.put(settings.tokenKeyId(), key);
        return Optional.of(new ReplyToken(keys));
    }

    public List<EmailAccount> all() {
        return List.copyOf(byId.values());
    }

    public Optional<EmailAccount> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The first account of a workspace in the order of the settings. */
    public Optional<EmailAccount> firstOf(String workspace) {
        return byId.values().stream()
                .filter(a -> a.workspace().equals(workspace))
                .findFirst();
    }

    /** Whether the address is that of any account here: mail to it would come straight back. */
    public boolean own(String address) {
        return byId.values().stream().anyMatch(a -> a.owns(address));
    }
}
