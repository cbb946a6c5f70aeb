using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Project;

namespace Lanekeeper.Cli.Project;

/// <summary><c>lanekeeper rollback</c></summary>
internal sealed class RollbackCommand : ServerCommand
{
    private readonly Argument<string?> _snapshot = new("snapshot") { Description = "The first digits of its hash; without it, the one that was live before", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _note = new("--note") { Description = "Why, in a line; shown in the list", HelpName = "words", DefaultValueFactory = _ => "" };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask" };

    public RollbackCommand(Surroundings around)
        : base(around, "rollback", "Make an earlier snapshot live again",
            "lanekeeper rollback",
            "lanekeeper rollback 3f9a2c81d0b4 --note \"wrong prices\" --yes")
    {
        Add(_snapshot);
        Add(_note);
        Add(_yes);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        if (!(await Pages.ReadAllAsync<Deployment>(server, ApiPaths.Deployments, cancellationToken)).Succeeded(out var page, out var problem)
            || !Find(page.Items, given.GetValue(_snapshot)).Succeeded(out var wish, out problem))
        {
            return Screen.Problem(problem);
        }

        if (!given.GetValue(_yes) && Screen.Person is { } person && !await person.AgreesAsync($"Make {Named(page.Items, wish.Snapshot)} live again?", cancellationToken))
        {
            Screen.Note("Nothing was changed.");
            return ExitCodes.No;
        }

        var request = new RollbackRequest(wish.Snapshot, given.GetValue(_note)!);
        return Answer(given, await server.PostAsync<Deployment>(ApiPaths.Rollback, request, cancellationToken), deployment =>
            Screen.Line($"{SafeText.Line(deployment.Project)} is live as {Say.ShortSnapshot(deployment.Snapshot)} again."));
    }

    private static string Named(IReadOnlyList<Deployment> deployments, string? snapshot) =>
        deployments.FirstOrDefault(one => one.Snapshot == snapshot) is { } found
            ? $"{Say.ShortSnapshot(found.Snapshot)} of {SafeText.Line(found.Project)}, deployed at {Say.Exactly(found.DeployedAt)},"
            : "the snapshot before the live one";

    private static Result<Wish> Find(IReadOnlyList<Deployment> deployments, string? text)
    {
        if (text is null)
        {
            return new Wish(null);
        }

        var digits = text.StartsWith("sha256:", StringComparison.Ordinal) ? text["sha256:".Length..] : text;
        return deployments.Select(one => one.Snapshot).Distinct().Where(hash => hash["sha256:".Length..].StartsWith(digits, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() switch
        {
            [var one] => new Wish(one),
            [] => new Problem(ProblemKind.NotFound, "cli.no-such-snapshot", $"No snapshot that was deployed begins with {text}. `lanekeeper deployments` lists them."),
            _ => new Problem(ProblemKind.Invalid, "cli.ambiguous-snapshot", $"More than one snapshot begins with {text}. Give more digits."),
        };
    }

    private sealed record Wish(string? Snapshot);
}
