namespace Lanekeeper.Faces;

/// <summary>The addresses of the API, relative to the server's; spoken by Gateway, Cli and tests.</summary>
public static class ApiPaths
{
    public const string Health = "healthz";
    public const string Ready = "readyz";
    public const string OpenApi = "openapi.json";

    public const string Workflows = "api/workflows";
    public const string Runs = "api/runs";
    public const string RunCounts = "api/runs/counts";
    public const string Approvals = "api/approvals";
    public const string ApprovalCounts = "api/approvals/counts";
    public const string Calls = "api/calls";
    public const string CallTotals = "api/calls/totals";
    public const string CallFailures = "api/calls/failures";
    public const string Limits = "api/limits";
    public const string ServedModels = "api/models/served";
    public const string Actions = "api/actions";
    public const string Deployments = "api/deployments";
    public const string Secrets = "api/deployments/secrets";
    public const string NameDoubts = "api/deployments/doubts";
    public const string Rollback = "api/deployments/rollback";
    public const string Sources = "api/sources";
    public const string Passages = "api/passages";
    public const string Accounts = "api/accounts";
    public const string AppKeys = "api/keys";
    public const string Whoami = "api/whoami";

    private const StringComparison Sameness = StringComparison.OrdinalIgnoreCase;

    private static readonly string[] Trees = ["/api/", "/mcp/", "/otlp/"];

    private static readonly string[] AppTrees = ["/v1/", "/anthropic/"];

    private static readonly string[] Asked = ["/chat/completions", "/completions", "/responses", "/embeddings", "/messages", "/messages/count_tokens"];

    // /models alone is a page for people.
    private static readonly string[] AskedUnderV1 = [.. Asked.Append("/models").Select(asked => $"/v1{asked}")];

    /// <summary>Whether programs speak at this path, so that its errors are problem details; all else is for people in a browser.</summary>
    public static bool Owns(string? path) =>
        path is "/" + Health or "/" + Ready or "/" + OpenApi
        || IsForApps(path)
        || (path is not null && Array.Exists(Trees, tree => IsIn(tree, path)));

    /// <summary>Whether apps speak a provider's format at this path, errors included.</summary>
    public static bool IsForApps(string? path) =>
        path is not null && (Array.Exists(AppTrees, tree => IsIn(tree, path)) || IsAsked(path));

    /// <summary>Whether an SDK asks here whose base URL lacks <c>/v1</c> or <c>/anthropic</c>, or has something before it, be it a slash too many.</summary>
    public static bool IsMisplaced(string? path) => path is not null && !Array.Exists(AppTrees, tree => IsIn(tree, path)) && IsAsked(path);

    private static bool IsAsked(string path) =>
        Array.Exists(Asked, asked => path.Equals(asked, Sameness)) || Array.Exists(AskedUnderV1, end => path.EndsWith(end, Sameness));

    private static bool IsIn(string tree, string path) => path.StartsWith(tree, Sameness) || path.AsSpan().Equals(tree.AsSpan(0, tree.Length - 1), Sameness);

    public static string StartRun(string workflow) => $"{Workflows}/{Uri.EscapeDataString(workflow)}/runs";

    public static string Run(Guid id) => $"{Runs}/{id}";

    public static string CancelRun(Guid id) => $"{Runs}/{id}/cancel";

    public static string ReplayRun(Guid id) => $"{Runs}/{id}/replay";

    public static string Approval(Guid id) => $"{Approvals}/{id}";

    public static string Decide(Guid id) => $"{Approvals}/{id}/decision";

    public static string Call(Guid id) => $"{Calls}/{id}";

    public static string AcknowledgeServed(Guid id) => $"{ServedModels}/{id}/acknowledgement";

    public static string Source(string name) => $"{Sources}/{Uri.EscapeDataString(name)}";

    public static string Passage(Guid id) => $"{Passages}/{id}";

    public static string Keys(Guid account) => $"{Accounts}/{account}/keys";

    public static string RotateKey(Guid id) => $"{AppKeys}/{id}/rotate";

    public static string RevokeKey(Guid id) => $"{AppKeys}/{id}/revoke";

    public static string Links(Guid account) => $"{Accounts}/{account}/links";

    public static string SnapshotFiles(string hash) => $"api/snapshots/{Uri.EscapeDataString(hash)}/files";
}
