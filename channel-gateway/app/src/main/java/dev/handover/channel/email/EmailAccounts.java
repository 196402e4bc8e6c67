package dev.handover.channel.email;

import dev.handover.channel.email.thread.ReplyToken;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The accounts of this installation: those of its settings, which stay, and those that were connected over HTTP. */
public final class EmailAccounts {

    private final Optional<ReplyToken> tokens;
    private final Map<String, EmailAccount> configured = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, EmailAccount> byId;

    /**
     * @throws IllegalArgumentException when two accounts have one id, or a key is unfit
     */
    public EmailAccounts(EmailSettings settings) {
        tokens = tokens(settings);
        for (EmailSettings.Account account : settings.accounts()) {
            if (configured.put(account.id(), new EmailAccount(account, false, tokens)) != null) {
                throw new IllegalArgumentException("handover.email.accounts: two accounts have the id " + account.id());
            }
        }
        byId = configured;
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

    /** These are connected now, besides those of the settings; one with the id of another there is left out. */
    void connected(Collection<EmailSettings.Account> accounts) {
        Map<String, EmailAccount> all = new LinkedHashMap<>(configured);
        accounts.forEach(account -> all.putIfAbsent(account.id(), new EmailAccount(account, true, tokens)));
        byId = all;
        listeners.forEach(Runnable::run);
    }

    /** Runs the listener whenever there may be other accounts. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Those of the settings, which can't be changed over HTTP. */
    public List<EmailAccount> configured() {
        return List.copyOf(configured.values());
    }

    public List<EmailAccount> all() {
        return List.copyOf(byId.values());
    }

    public Optional<EmailAccount> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The first account of a workspace: those of the settings in their order, then the others as they were connected. */
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
