namespace Lanekeeper.Faces;

/// <summary>The addresses of the pages, relative to the server's; spoken by Web, Host and tests.</summary>
public static class WebPaths
{
    public const string Assets = "assets";
    public const string Theme = "theme";

    /// <param name="back">The path to return to afterwards.</param>
    public static string SignIn(string? back = null) => back is null or "/" ? "/sign-in" : $"/sign-in?return={Uri.EscapeDataString(back)}";

    public const string SignOut = "/sign-out";

    /// <summary>Where the way to the provider begins.</summary>
    public static string Provider(string? back) => back is null or "/" ? "/sign-in/provider" : $"/sign-in/provider?return={Uri.EscapeDataString(back)}";

    /// <summary>Where the provider sends the browser back to; to be registered there.</summary>
    public const string ProviderReturn = "/sign-in/callback";

    /// <summary>A one-time link.</summary>
    public static string Welcome(string token) => $"/welcome/{Uri.EscapeDataString(token)}";

    public static string Today => "/";

    public static string Inbox => "/inbox";

    public static string Runs => "/runs";

    public static string Calls => "/calls";

    public static string Workflows => "/workflows";

    public static string People => "/people";

    public static string Keys => "/keys";

    public static string Key(Guid id) => $"/keys/{id}";

    public static string Account => "/account";

    public static string Person(Guid id) => $"/people/{id}";

    public static string Design => "/design";

    public static string Card(Guid id) => $"/inbox/{id}";

    public static string CardEdit(Guid id) => $"/inbox/{id}/edit";

    public static string CardDecision(Guid id) => $"/inbox/{id}/decision";

    public static string CardTakeBack(Guid id) => $"/inbox/{id}/take-back";

    public static string CardLook(Guid id) => $"/inbox/{id}/look";

    public static string CardsAlike(Guid id) => $"/inbox/like/{id}";

    public static string TakeBackAlike(Guid id) => $"/inbox/like/{id}/take-back";

    public static string InboxQueue => "/inbox/queue";

    public static string InboxNews => "/inbox/news";

    public static string Run(Guid id) => $"/runs/{id}";

    public static string RunStep(Guid id, string step) => $"/runs/{id}?step={Uri.EscapeDataString(step)}";

    public static string ReplayRun(Guid id) => $"/runs/{id}/replay";

    public static string CancelRun(Guid id) => $"/runs/{id}/cancel";

    public static string CallsOf(Guid run) => $"/calls?run={run}";

    public static string Passage(Guid id) => $"/passages/{id}";

    public static string Call(Guid id) => $"/calls/{id}";

    /// <summary>How much of every limit and budget is used.</summary>
    public static string Limits => "/limits";

    public static string CallsOfApp(string app) => $"/calls?app={Uri.EscapeDataString(app)}";

    public static string CallsOfWorkflow(string workflow) => $"/calls?workflow={Uri.EscapeDataString(workflow)}";

    /// <summary>Which models answered for the ones that were asked for.</summary>
    public static string Models => "/models";

    public static string AcknowledgeModel(Guid id) => $"/models/{id}/acknowledgement";

    public static string Workflow(string name) => $"/workflows/{Uri.EscapeDataString(name)}";

    public static string Deployments => "/deployments";

    /// <summary>What a deployment changed.</summary>
    public static string Deployment(Guid id) => $"/deployments/{id}";

    /// <summary>What making its snapshot live again would change, and the form that does it.</summary>
    public static string RollBack(Guid id) => $"/deployments/{id}/roll-back";

    /// <summary>The runs of a workflow, in one state or in any.</summary>
    public static string RunsOf(string workflow, string? state = null) =>
        $"/runs?workflow={Uri.EscapeDataString(workflow)}{(state is null ? "" : $"&state={Uri.EscapeDataString(state)}")}";

    /// <summary>The open cards of a workflow.</summary>
    public static string InboxOf(string workflow) => $"/inbox?workflow={Uri.EscapeDataString(workflow)}";
}
