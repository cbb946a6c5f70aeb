namespace Lanekeeper.FaultProvider.Scripting;

/// <summary>The ranges that a line of the script keeps to, so that a slip in a test says so and does not hang it.</summary>
internal static class BehaviourRules
{
    public const int Hour = 3_600_000;

    public static void Check(Behaviour behaviour)
    {
        Within("times", behaviour.Times, 1, 1_000_000);
        Within("delayMs", behaviour.DelayMs, 0, Hour);
        Within("frameDelayMs", behaviour.FrameDelayMs, 0, Hour);
        Within("retryAfterSeconds", behaviour.RetryAfterSeconds, 0, Hour);
        Within("retryAfterMs", behaviour.RetryAfterMs, 0, Hour);
        Within("inputTokens", behaviour.InputTokens, 0, int.MaxValue);
        Within("cachedTokens", behaviour.CachedTokens, 0, behaviour.InputTokens ?? int.MaxValue);
        Within("outputTokens", behaviour.OutputTokens, 0, int.MaxValue);
        Within("bytes", behaviour.Bytes, 1, 256 << 20);
        Within("tokens", behaviour.Tokens, 1, 1_000_000);
        Within("after", behaviour.After, 0, int.MaxValue);
        Within("status", behaviour.Status, 200, 599);
        Within("splitEvery", behaviour.SplitEvery, 1, int.MaxValue);
        CheckHeaders(behaviour.Headers ?? new Dictionary<string, string>());
    }

    public static void CheckHeaders(IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || value is null || value.Any(char.IsControl))
            {
                throw new ArgumentException($"headers: '{name}' is no header that can be sent; names are letters, digits and dashes, values hold no line ends.");
            }
        }
    }

    public static void Within(string field, int? value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{field}: {value} was found, a number from {least} to {most} was expected.");
        }
    }
}
