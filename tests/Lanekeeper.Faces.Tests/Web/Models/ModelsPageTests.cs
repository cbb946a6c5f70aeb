using Lanekeeper.Ledger;
using Lanekeeper.Web.Models;

namespace Lanekeeper.Faces.Tests.Web.Models;

public sealed class ModelsPageTests
{
    private static readonly ServedModel First = new()
    {
        Id = Guid.CreateVersion7(),
        Provider = "openai",
        RequestedModel = "gpt-5-mini-2025-08-07",
        Served = "gpt-5-mini-2025-08-07",
        FirstSeen = Rendering.Now.AddDays(-9),
        LastSeen = Rendering.Now,
        FirstCallId = Guid.CreateVersion7(),
        LastCallId = Guid.CreateVersion7(),
        IsChange = false,
    };

    [Fact]
    public async Task What_never_changed_is_as_first_seen()
    {
        (await PageAsync(First)).ShouldContain("as first seen");
    }

    [Fact]
    public async Task What_served_before_stands_below_what_serves_now_on_every_screen()
    {
        var page = await PageAsync(First with { Id = Guid.CreateVersion7(), Served = "gpt-5-mini-2026-02-11", IsChange = true, Previous = First.Line });

        page.ShouldMatch("<small class=\"[^\"]*models-before[^\"]*\">before: <bdi>gpt-5-mini-2025-08-07</bdi></small>");
        page.ShouldNotMatch("wide-only[^>]*>before:");
    }

    private static Task<string> PageAsync(ServedModel model) => Rendering.PageAsync<ModelsPage, ModelsView>(new(new Page<ServedModel>([model], null), false, true));
}
