using System.Globalization;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Approvals;

/// <summary>The cards that wait, oldest first, numbered from 1.</summary>
internal sealed class Inbox(ServerClient server)
{
    private const int LongestNumber = 4;

    public async Task<Result<IReadOnlyList<Approval>>> ReadAsync(CancellationToken cancellationToken) =>
        (await Pages.ReadAllAsync<Approval>(server, ApiPaths.Approvals, cancellationToken, ("state", Say.Snake(ApprovalState.Pending))))
            .Map(IReadOnlyList<Approval> (page) => [.. page.Items.OrderBy(card => card.RequestedAt).ThenBy(card => card.Id)]);

    /// <summary>What a person means by a number of the list, some digits of an id, or the whole id.</summary>
    public async Task<Result<Approval>> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(text, out var id))
        {
            if (!(await ReadAsync(cancellationToken)).Succeeded(out var waiting, out var problem) || !Choose(text, waiting).Succeeded(out var chosen, out problem))
            {
                return problem;
            }

            id = chosen;
        }

        return await server.GetAsync<Approval>(ApiPaths.Approval(id), cancellationToken);
    }

    /// <summary>Up to four digits are a number of the list; more are digits of an id.</summary>
    public static Result<Guid> Choose(string text, IReadOnlyList<Approval> waiting)
    {
        if (!IsNumber(text))
        {
            return ShortIds.Find(text, waiting.Select(card => card.Id), "an approval", "`lanekeeper approvals`");
        }

        var number = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return number >= 1 && number <= waiting.Count
            ? waiting[number - 1].Id
            : new Problem(ProblemKind.NotFound, "cli.no-such-number", waiting.Count == 0
                ? "Nothing waits for a person."
                : $"There is no number {number}: {Say.Count(waiting.Count, "card")} wait. `lanekeeper approvals` lists them.");
    }

    public static bool IsNumber(string text) => text.Length is > 0 and <= LongestNumber && text.All(char.IsAsciiDigit);
}
