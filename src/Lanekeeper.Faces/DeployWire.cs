namespace Lanekeeper.Faces;

/// <summary>The body of <c>POST /api/deployments</c>.</summary>
/// <param name="Files">Path from the project's root to content in base64.</param>
public sealed record DeployWire(string Note, IReadOnlyDictionary<string, byte[]> Files);

/// <summary>The body of <c>POST /api/runs/{id}/cancel</c>.</summary>
public sealed record CancelWire(string? Why);

/// <summary>The answer of <c>GET /api/whoami</c>.</summary>
public sealed record WhoamiWire(ActorKind Kind, string Id, string Name, Role Role);

/// <summary>The answer of <c>POST /api/accounts/{id}/links</c>.</summary>
/// <param name="Url">The link itself: it works once, until it expires.</param>
public sealed record LinkWire(string Url, DateTimeOffset ExpiresAt);
