namespace Lanekeeper.Ledger.Watching;

/// <summary>That a model was served so.</summary>
internal readonly record struct ServedTuple(string Provider, string Requested, string Served, string Header, string Fingerprint)
{
    // Longer ones are no names; and the index of all five has to take them.
    private const int Longest = 200;

    /// <returns><see langword="null"/> where the answer says nothing of it.</returns>
    public static ServedTuple? Of(CallFinal final) =>
        final.Asked is { } asked && (final.ServedModel ?? final.ServedModelHeader) is not null
            ? new(asked.Provider, Cut(asked.Model), Cut(final.ServedModel), Cut(final.ServedModelHeader), Cut(final.SystemFingerprint))
            : null;

    private static string Cut(string? text) => Writing.Texts.Mend(text is { Length: > Longest } ? text[..Longest] : text) ?? "";
}

/// <param name="At">When.</param>
internal sealed record Sighting(ServedTuple Tuple, Guid CallId, DateTimeOffset At);
