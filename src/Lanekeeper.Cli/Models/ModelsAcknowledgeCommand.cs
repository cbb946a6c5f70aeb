using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;

namespace Lanekeeper.Cli.Models;

/// <summary><c>lanekeeper models acknowledge ID</c></summary>
internal sealed class ModelsAcknowledgeCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The change's id, or some digits of it" };

    public ModelsAcknowledgeCommand(Surroundings around)
        : base(around, "acknowledge", "Say that a change of what serves a model is known; it stays in the list",
            "lanekeeper models acknowledge 1f0c22d9") => Add(_id);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        (await FindAsync(server, given.GetValue(_id)!, cancellationToken)).Succeeded(out var id, out var problem)
            ? Answer(given, await server.PostAsync<ServedModel>(ApiPaths.AcknowledgeServed(id), null, cancellationToken), model =>
                Screen.Line(SafeText.Line($"That {model.RequestedModel} is served by {model.Line} is known.")))
            : Screen.Problem(problem);

    private static async Task<Result<Guid>> FindAsync(ServerClient server, string text, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        return (await Pages.ReadAllAsync<ServedModel>(server, ApiPaths.ServedModels, cancellationToken)).Succeeded(out var page, out var problem)
            ? ShortIds.Find(text, page.Items.Select(model => model.Id), "a served model", "`lanekeeper models`")
            : problem;
    }
}
