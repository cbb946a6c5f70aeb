using Lanekeeper.Orchestration;
using Lanekeeper.Web.Runs;

namespace Lanekeeper.Faces.Tests.Web.Runs;

public sealed class FilledViewTests
{
    [Fact]
    public async Task A_value_runs_its_own_way_beside_the_path_that_it_came_by()
    {
        var html = await Rendering.ControlAsync<FilledView>(new() { [nameof(FilledView.Text)] = new FilledText([new("Say: ", null), new("שלום", "input.body")]) });

        html.ShouldMatch("<mark><code>input.body</code><bdi>.+</bdi></mark>");
    }
}
