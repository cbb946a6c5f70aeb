using Lanekeeper.Project;

namespace Lanekeeper.Models.Routing;

/// <summary>What is known of a call before anybody is asked. What costs work to find out is found out when a rule asks.</summary>
internal sealed record RouteFacts
{
    public ModelTask? Task { get; init; }

    /// <summary>What is undeclared is <see cref="Consequence.High"/>.</summary>
    public Consequence Consequence { get; init; } = Consequence.High;

    public required long InputTokens { get; init; }

    public bool HasAttachments { get; init; }

    /// <summary>An answer to the same question was not acceptable before.</summary>
    public bool EarlierFailure { get; init; }

    public required Func<string> Language { get; init; }

    /// <summary>The most that the route's own model can cost; <see langword="null"/> when its price is unknown.</summary>
    public required Func<decimal?> MaxUsd { get; init; }
}

internal static class Estimates
{
    // Rarely does a token stand for less; what a call really took is known when it ends.
    private const int BytesOfToken = 3;

    // Providers count an image by its size in pixels, whatever its bytes. At high detail none of these formulas gives more, but gpt-4o-mini's:
    // 4,784 by https://docs.claude.com/en/docs/build-with-claude/vision, 3,779 by https://platform.openai.com/docs/guides/images-vision.
    private const int TokensOfImage = 5_000;

    public static long Tokens(long bytes, int images = 0) => (bytes / BytesOfToken) + 1 + ((long)images * TokensOfImage);
}
