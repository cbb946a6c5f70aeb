namespace Lanekeeper.Permissions;

/// <summary>Everything that the decision over one tool call depends on, and nothing else.</summary>
public sealed record ActionRequest
{
    public required string Workflow { get; init; }

    public required Ceiling Ceiling { get; init; }

    public required string Tool { get; init; }

    /// <summary>The declared effect; <see langword="null"/> when the project does not declare the tool.</summary>
    public required Effect? Effect { get; init; }

    /// <summary>Whether the workflow lists the tool.</summary>
    public required bool IsListed { get; init; }

    /// <summary>Whether the project's <c>never</c> list names the tool.</summary>
    public required bool IsNever { get; init; }

    /// <summary>Whether the run has read text that nobody vouches for.</summary>
    public required bool HasReadUntrusted { get; init; }

    /// <summary>The arguments that decide where it goes or what it changes, and whose value comes from untrusted text.</summary>
    public required IReadOnlyList<string> UntrustedDecisiveArguments { get; init; }

    /// <summary>What the argument rules said; a rule that could not be evaluated forbids.</summary>
    public required IReadOnlyList<RuleFinding> Rules { get; init; }
}

/// <summary>What one argument rule said of one call.</summary>
/// <param name="Name">The rule's name in the project.</param>
/// <param name="Forbids">Whether it forbids the call.</param>
/// <param name="Error">Why it could not be evaluated; such a rule forbids.</param>
public sealed record RuleFinding(string Name, bool Forbids, string? Error = null);
