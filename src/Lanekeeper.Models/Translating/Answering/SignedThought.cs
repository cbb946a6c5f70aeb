namespace Lanekeeper.Models.Translating.Answering;

/// <param name="Data">Its signature, or the whole of one that may not be read.</param>
internal readonly record struct SignedThought(string Text, string Data, bool IsHidden);
