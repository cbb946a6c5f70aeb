using Lanekeeper.Models.Wire;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Models;

/// <summary>
/// The door for apps that speak a provider's own format. What they send goes on as it is, or is carried into the format of the model that they name;
/// what comes back goes back so; and both rows of every request to the provider are committed: before it is asked, and before the last byte of its answer is handed on.
/// </summary>
public interface IRelay
{
    /// <summary>
    /// Sends a request on, and again as long as a failure may pass, nothing has been handed on yet and the limits allow.
    /// An answer of the provider is an answer, errors too; a problem is one of ours, or a provider that did not answer at all.
    /// </summary>
    /// <param name="call">What the app sent.</param>
    /// <param name="caller">Cancelled when the app has gone away.</param>
    Task<Result<RelayAnswer>> SendAsync(RelayCall call, CancellationToken caller);

    /// <summary>What a key may name as <c>model</c>: the live project's routes and models that the format can reach.</summary>
    Task<Result<IReadOnlyList<RelayModel>>> ListModelsAsync(AppKey key, WireKind kind, CancellationToken cancellationToken);
}

/// <summary>A request of an app.</summary>
/// <param name="Headers">As they came; what is sent on is decided here.</param>
public sealed record RelayCall(WireKind Kind, AppKey Key, byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The address's query, with its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The workflow that the app names; without one the key says.</summary>
    public string? Workflow { get; init; }

    public Guid? RunId { get; init; }

    /// <summary>W3C trace id, 32 hexadecimal digits; <see langword="null"/> where the trace starts here.</summary>
    public string? TraceId { get; init; }

    /// <summary>The app's own name for a conversation or session.</summary>
    public string? SessionId { get; init; }

    /// <summary>What the app declares that it asks for.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>What the app declares that hangs on the answer; undeclared is the most.</summary>
    public Consequence? Consequence { get; init; }

    /// <summary>The app says that an answer to the same question was not acceptable.</summary>
    public bool EarlierFailure { get; init; }

    /// <summary>Where it is noted what became of it, for an error that has no answer to be said on.</summary>
    public RelayTrace? Trace { get; init; }

    /// <summary>The id of the first request to a provider, where somebody has to know it beforehand.</summary>
    internal Guid? FirstId { get; init; }

    /// <summary>What the body says, where somebody has read it already.</summary>
    internal RequestFacts? Facts { get; init; }
}

/// <param name="Name">What goes into <c>model</c>.</param>
/// <param name="Provider">Who serves it.</param>
public sealed record RelayModel(string Name, string Provider);
