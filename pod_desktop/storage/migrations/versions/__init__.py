"""All steps in order. Importing this imports Alembic."""

from pod_desktop.storage.migrations.versions import (
    r0001_journal_and_tables,
    r0002_mailbox,
    r0003_stubs,
    r0004_awaited_by_whom,
    r0005_the_team_folder,
    r0006_heads_by_kind,
    r0007_where_a_stub_lies,
    r0008_endings_by_an_index,
    r0009_whose_work_waits,
    r0010_more_of_members_and_ties,
    r0011_words_for_relationships,
    r0012_meetings_and_searching,
    r0013_what_voices_need,
)

IN_ORDER = (
    r0001_journal_and_tables,
    r0002_mailbox,
    r0003_stubs,
    r0004_awaited_by_whom,
    r0005_the_team_folder,
    r0006_heads_by_kind,
    r0007_where_a_stub_lies,
    r0008_endings_by_an_index,
    r0009_whose_work_waits,
    r0010_more_of_members_and_ties,
    r0011_words_for_relationships,
    r0012_meetings_and_searching,
    r0013_what_voices_need,
)
