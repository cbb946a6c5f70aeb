using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Creating;

public sealed class ModelSwapTests
{
    [Theory]
    [InlineData(ModelProvider.OpenAI, "env:OPENAI_API_KEY")]
    [InlineData(ModelProvider.Anthropic, "env:ANTHROPIC_API_KEY")]
    [InlineData(ModelProvider.Baseline, null)]
    public void Every_route_takes_the_chosen_model(ModelProvider provider, string? key)
    {
        var changed = Projects.WithModel(SampleProject.Files, provider, "it's-pinned: 1").Value;

        var route = Projects.Check(changed).Definition!.Routes["default"];
        route.Model.Provider.ShouldBe(provider);
        route.Model.Model.ShouldBe("it's-pinned: 1");
        route.Model.Key?.ToString().ShouldBe(key);
        route.Deadline.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Everything_else_in_the_file_stays_as_it_was()
    {
        var before = SampleProject.TextOf(SampleProject.Main);

        var changed = Projects.WithModel(SampleProject.Files, ModelProvider.OpenAI, "gpt-x").Value;

        var text = System.Text.Encoding.UTF8.GetString(changed.Contents[SampleProject.Main].Span);
        text.ShouldBe(before
            .Replace("  floor: {", "  chosen-openai: { provider: openai, model: 'gpt-x', key: env:OPENAI_API_KEY, allow_unpinned: true }\n  floor: {", StringComparison.Ordinal)
            .Replace("    model: floor\n", "    model: chosen-openai\n", StringComparison.Ordinal));
    }
}
