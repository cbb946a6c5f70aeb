using System.CommandLine;
using System.Globalization;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Retrieval;

namespace Lanekeeper.Cli.Sources;

/// <summary><c>lanekeeper sources</c></summary>
internal sealed class SourcesCommand(Surroundings around)
    : ServerCommand(around, "sources", "List the sources that workflows read, and when they were last brought up to date",
        "lanekeeper sources",
        "lanekeeper sources --json")
{
    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await server.GetAsync<Page<SourceState>>(ApiPaths.Sources, cancellationToken), page =>
        {
            if (page.Items.Count == 0)
            {
                Screen.Note("There are no sources yet. `lanekeeper deploy` brings those of a project.");
                return;
            }

            var table = new TextTable(new("name", 1), new("owner", 2), new("trust"), new("language"), new("documents", IsNumber: true), new("passages", IsNumber: true), new("brought in"));
            foreach (var source in page.Items)
            {
                table.Add(source.Name, source.Owner, Say.Word(source.Trust), source.Language, source.Documents.ToString(CultureInfo.InvariantCulture),
                    source.Passages.ToString(CultureInfo.InvariantCulture), Say.Ago(source.SyncedAt, Now));
            }

            table.Write(Screen);
        });
}
