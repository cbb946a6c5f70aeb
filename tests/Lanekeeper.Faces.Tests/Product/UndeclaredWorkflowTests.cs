using System.Net;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>What is left of a workflow that the live project does not declare any more.</summary>
public sealed class UndeclaredWorkflowTests(Desk desk) : IClassFixture<Desk>
{
    private const string Link = "href=\"/workflows/urgent\"";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_runs_and_cards_name_it_and_lead_nowhere_that_is_not_there()
    {
        var card = await desk.AskAsync("urgent", "Left behind", Stop);
        string[] pages = [WebPaths.Run(card.Request.RunId), WebPaths.Card(card.Id), WebPaths.Inbox];
        using var visitor = await desk.VisitAsync(Stop);
        var before = await ReadAsync(visitor, pages);

        var without = desk.CopyProject("without");
        Directory.Delete(Path.Combine(without, "workflows", "urgent"), recursive: true);
        var deployed = await desk.DeployAsync(without, Stop);
        deployed.Problem.ShouldBeNull(string.Join('\n', deployed.Problem?.Details ?? []));
        var after = await ReadAsync(visitor, pages);

        (await visitor.GetAsync(WebPaths.Workflow("urgent"), Stop)).Status.ShouldBe(HttpStatusCode.NotFound);
        before.ShouldAllBe(html => html.Contains(Link));
        after.ShouldAllBe(html => !html.Contains(Link) && html.Contains("<bdi>urgent</bdi>"));
    }

    private static async Task<List<string>> ReadAsync(WebVisitor visitor, string[] paths)
    {
        var pages = new List<string>();
        foreach (var path in paths)
        {
            var page = await visitor.GetAsync(path, Stop);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
            pages.Add(page.Html);
        }

        return pages;
    }
}
