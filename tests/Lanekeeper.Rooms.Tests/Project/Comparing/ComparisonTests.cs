using Lanekeeper.Project;
using Lanekeeper.Rooms.Tests.Project.Deploying;

namespace Lanekeeper.Rooms.Tests.Project.Comparing;

public sealed class ComparisonTests(DeploymentsFixture room) : IClassFixture<DeploymentsFixture>
{
    private static readonly Actor Ana = new(ActorKind.Person, "1", "ana@example.com", Role.Operator);

    private readonly IDeployments _deployments = room.Furnish();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_that_differ_are_told_apart_prompts_first()
    {
        var before = await DeployAsync(SampleProject.Files);
        var after = await DeployAsync(SampleProject.With(
            (SampleProject.Main, SampleProject.TextOf(SampleProject.Main).Replace("Answers mail.", "Answers all mail.", StringComparison.Ordinal)),
            ("prompts/triage.md", SampleProject.TextOf("prompts/triage.md").Replace("You sort mail.", "You sort mail well.", StringComparison.Ordinal)),
            ("evals/extra.jsonl", "{}")));

        var comparison = (await _deployments.CompareAsync(Ana, before, after, Token)).Value;

        comparison.Files.Select(file => (file.Path, file.Kind)).ShouldBe([("prompts/triage.md", FileKind.Prompt), ("lanekeeper.yaml", FileKind.Project), ("evals/extra.jsonl", FileKind.Other)]);
        comparison.Files[0].ShouldSatisfyAllConditions(
            file => file.Before!.ShouldContain("You sort mail."),
            file => file.After!.ShouldContain("You sort mail well."));
        comparison.Files[2].Before.ShouldBeNull();
        (await _deployments.CompareAsync(Ana, after, before, Token)).Value.Files[2].After.ShouldBeNull();
        (await _deployments.CompareAsync(Ana, after, after, Token)).Value.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_sees_which_files_differ_and_not_what_stands_in_them()
    {
        var viewer = Ana with { Role = Role.Viewer };
        var before = await DeployAsync(SampleProject.Files);
        var after = await DeployAsync(SampleProject.With(
            ("prompts/triage.md", SampleProject.TextOf("prompts/triage.md").Replace("You sort mail.", "You sort mail alone.", StringComparison.Ordinal)),
            ("evals/viewed.jsonl", "{}")));

        var comparison = (await _deployments.CompareAsync(viewer, before, after, Token)).Value;

        comparison.IsWithheld.ShouldBeTrue();
        comparison.Files.Select(file => (file.Path, file.Before, file.After)).ShouldBe([("prompts/triage.md", "", ""), ("evals/viewed.jsonl", null, "")]);
        (await _deployments.GetFilesAsync(viewer, after, Token)).Problem!.Code.ShouldBe("permissions.denied");
        (await _deployments.GetFilesAsync(Ana with { Role = Role.Reviewer }, after, Token)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_change_means_is_said_in_sentences_the_weightiest_first()
    {
        var before = await DeployAsync(SampleProject.Files);
        var main = SampleProject.TextOf(SampleProject.Main)
            .Replace("never: [delete_account]", "never: [delete_account, refund]", StringComparison.Ordinal)
            .Replace("    model: floor", "    model: fast", StringComparison.Ordinal);
        var workflow = SampleProject.TextOf(SampleProject.Workflow)
            .Replace("ceiling: execute_with_approval", "ceiling: execute", StringComparison.Ordinal)
            .Replace("id: ask", "id: ask_twice", StringComparison.Ordinal);
        var after = await DeployAsync(SampleProject.With((SampleProject.Main, main), (SampleProject.Workflow, workflow)));

        (await _deployments.CompareAsync(Ana, before, after, Token)).Value.Facts.ShouldBe(
        [
            "triage may go further: its ceiling is execute, not execute_with_approval.",
            "triage: steps gained ask_twice and lost ask.",
            "The never list gained refund.",
            "The route default asks gpt-4.1-mini-2025-04-14, not lanekeeper-baseline-1.",
        ]);
    }

    [Fact]
    public async Task A_change_of_a_model_that_a_route_may_ask_besides_its_own_is_said_and_hides_behind_nothing()
    {
        const string Choosing = """
                model: floor
                rules: [{ when: { task: plan }, model: fast }]
                fallback: { models: [fast] }
            """;
        var plain = SampleProject.TextOf(SampleProject.Main);
        var choosing = plain.Replace("    model: floor", Choosing, StringComparison.Ordinal).Replace("    temperature: 0", "    temperature: 0\n    context_tokens: 100000", StringComparison.Ordinal);

        (await FactsAsync(choosing, choosing.Replace("gpt-4.1-mini-2025-04-14", "gpt-4.1-2025-04-14", StringComparison.Ordinal)))
            .ShouldBe(["The route default may ask gpt-4.1-2025-04-14, not gpt-4.1-mini-2025-04-14, as fast."]);
        (await FactsAsync(choosing, choosing.Replace("    temperature: 0", "    base_url: https://eu.example.com/v1", StringComparison.Ordinal)))
            .ShouldBe(["The route default may ask gpt-4.1-mini-2025-04-14 with other settings."]);
        (await FactsAsync(plain, choosing.Replace("    model: floor", "    model: fast", StringComparison.Ordinal).Replace("model: fast }]", "model: floor }]", StringComparison.Ordinal).Replace("models: [fast]", "models: [floor]", StringComparison.Ordinal))).ShouldBe(
        [
            "The route default asks gpt-4.1-mini-2025-04-14, not lanekeeper-baseline-1.",
            "The route default chooses otherwise: floor when task plan; floor when it is down (consequence at most low); before: its model always.",
        ]);
        (await FactsAsync(choosing, choosing)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Against_nothing_every_file_is_new_and_there_is_nothing_to_explain()
    {
        var comparison = (await _deployments.CompareAsync(Ana, null, await DeployAsync(SampleProject.Files), Token)).Value;

        comparison.Files.Count.ShouldBe(SampleProject.Files.Contents.Count);
        comparison.Files.ShouldAllBe(file => file.Before == null && file.After != null);
        comparison.Facts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_see_deployments_sees_no_difference_and_a_hash_that_is_not_there_is_said()
    {
        (await _deployments.CompareAsync(Actor.Anonymous, null, "sha256:0", Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await _deployments.CompareAsync(Ana, null, "sha256:0", Token)).Problem!.Code.ShouldBe("project.no-snapshot");
    }

    private async Task<IReadOnlyList<string>> FactsAsync(string before, string after)
    {
        var (old, now) = (await DeployAsync(SampleProject.With((SampleProject.Main, before))), await DeployAsync(SampleProject.With((SampleProject.Main, after))));
        return (await _deployments.CompareAsync(Ana, old, now, Token)).Value.Facts;
    }

    private async Task<string> DeployAsync(ProjectFiles files) => (await _deployments.DeployAsync(Ana, new(files, "a note"), Token)).Value.Snapshot;
}
