namespace Lanekeeper.Project;

/// <summary>What of the server no project may have as a secret.</summary>
public sealed record ProjectOptions
{
    /// <summary>Nothing below it is a project's; <see langword="null"/> where there is no server.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Secrets of the server itself that its settings keep elsewhere.</summary>
    public IReadOnlyList<SecretReference> Own { get; init; } = [];
}
