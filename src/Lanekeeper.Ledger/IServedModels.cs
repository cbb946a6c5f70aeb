namespace Lanekeeper.Ledger;

/// <summary>
/// The door of what really answers for the models that are asked for. A model that is served otherwise than before is a change: it shows until somebody
/// has acknowledged it.
/// </summary>
public interface IServedModels
{
    /// <summary>The ones first seen last come first.</summary>
    Task<Result<Page<ServedModel>>> ListAsync(Actor actor, ServedQuery query, PageRequest page, CancellationToken cancellationToken);

    /// <summary>A change is no news any more; who said so is kept. Doing it twice changes nothing.</summary>
    Task<Result<ServedModel>> AcknowledgeAsync(Actor actor, Guid id, CancellationToken cancellationToken);
}

/// <param name="Unseen">Only changes that nobody has acknowledged.</param>
/// <param name="Model">Only of this model, as it was asked for.</param>
public sealed record ServedQuery(bool Unseen = false, string? Model = null);

/// <summary>One way in which a model was served.</summary>
public sealed record ServedModel
{
    public required Guid Id { get; init; }

    public required string Provider { get; init; }

    /// <summary>As it was sent to the provider.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>What the answer's body says.</summary>
    public string? Served { get; init; }

    /// <summary>What the answer's head says.</summary>
    public string? ServedHeader { get; init; }

    public string? SystemFingerprint { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>To some minutes.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    public required Guid FirstCallId { get; init; }

    public required Guid LastCallId { get; init; }

    /// <summary>It was served otherwise before.</summary>
    public required bool IsChange { get; init; }

    /// <summary>What served before, in one line.</summary>
    public string? Previous { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>A change that nobody has acknowledged.</summary>
    public bool IsUnseen => IsChange && AcknowledgedAt is null;

    /// <summary>In one line.</summary>
    public string Line => LineOf(Served, ServedHeader, SystemFingerprint);

    internal static string LineOf(string? served, string? header, string? fingerprint) =>
        string.Join(", ", new[] { served, header is null ? null : $"{header} by its head", fingerprint is null ? null : $"fingerprint {fingerprint}" }.OfType<string>());
}

/// <summary>Whom a request went to.</summary>
/// <param name="Model">As it was sent.</param>
public sealed record AskedModel(string Provider, string Model);
