/** What the API description shows of compliance. */
export const examples = {
  acknowledgementInput: {
    answer: 'removed' as const,
    pages: ['https://gazette.example/beijing-expresses-ire-at-nato'],
  },
  acknowledgement: {
    id: 'ack_01h455vb4pex5vsknk084sn02q',
    article: 'art_01h455vb4pex5vsknk084sn02q',
    change: { type: 'article.killed' as const, revision: 1, at: '2026-05-03T06:00:00.000Z' },
    answer: 'removed' as const,
    pages: ['https://gazette.example/beijing-expresses-ire-at-nato'],
    note: null,
    at: '2026-05-03T06:12:00.000Z',
  },
  recipient: {
    partner: {
      id: 'par_01h455vb4pex5vsknk084sn02q',
      name: 'Example Gazette',
      status: 'approved',
      urgentContacts: ['desk@gazette.example'],
    },
    grants: [
      { id: 'grt_01h455vb4pex5vsknk084sn02q', revision: 1, how: 'item', at: '2026-05-01T06:00:00.000Z' },
    ],
    notices: [
      {
        mail: 'mai_01h455vb4pex5vsknk084sn02q',
        kind: 'article.killed',
        recipient: 'desk@gazette.example',
        status: 'handed_to_relay',
        at: '2026-05-03T06:00:00.000Z',
      },
    ],
    webhooks: [
      {
        delivery: 'whd_01h455vb4pex5vsknk084sn02q',
        endpoint: 'whe_01h455vb4pex5vsknk084sn02q',
        type: 'article.killed',
        status: 'delivered',
        at: '2026-05-03T06:00:01.000Z',
      },
    ],
    notifiedAt: '2026-05-03T06:00:01.000Z',
    acknowledgement: {
      id: 'ack_01h455vb4pex5vsknk084sn02q',
      answer: 'removed' as const,
      way: 'mail' as const,
      pages: ['https://gazette.example/beijing-expresses-ire-at-nato'],
      note: null,
      at: '2026-05-03T06:12:00.000Z',
    },
    pageChecks: [
      {
        url: 'https://gazette.example/beijing-expresses-ire-at-nato',
        state: 'up',
        status: 200,
        at: '2026-05-03T06:50:00.000Z',
      },
    ],
    outstanding: false,
    fetches: 12,
    lastFetchedOn: '2026-05-02',
  },
  recipientsFile:
    'partner,name,status,urgentContacts,revision,how,firstServedAt,fetches,lastFetchedOn,mailed,webhooks,notifiedAt,answer,answeredAt,answeredBy,pages,pageChecks,outstanding\r\npar_01h455vb4pex5vsknk084sn02q,Example Gazette,approved,desk@gazette.example,1,item,2026-05-01T06:00:00.000Z,12,2026-05-02,article.killed desk@gazette.example handed_to_relay,article.killed delivered,2026-05-03T06:00:01.000Z,removed,2026-05-03T06:12:00.000Z,mail,https://gazette.example/beijing-expresses-ire-at-nato,up 200 https://gazette.example/beijing-expresses-ire-at-nato,no\r\n',
  storyLine: {
    id: 'art_01h455vb4pex5vsknk084sn02q',
    status: 'published',
    publishedAt: '2026-05-01T06:00:00.000Z',
    headline: 'Beijing Expresses Ire At NATO',
    partners: 48,
    licenses: 61,
    partnersAudience: 31_200_000,
    fetches: 502,
  },
  storiesFile:
    'id,status,publishedAt,headline,partners,licenses,partnersAudience,fetches\r\nart_01h455vb4pex5vsknk084sn02q,published,2026-05-01T06:00:00.000Z,Beijing Expresses Ire At NATO,48,61,31200000,502\r\n',
  partnerLine: {
    id: 'par_01h455vb4pex5vsknk084sn02q',
    name: 'Example Gazette',
    status: 'approved',
    monthlyUniques: 250_000,
    licenses: 120,
    fetches: 1_404,
    lastFetchedOn: '2026-05-02',
  },
  partnersFile:
    'id,name,status,monthlyUniques,licenses,fetches,lastFetchedOn\r\npar_01h455vb4pex5vsknk084sn02q,Example Gazette,approved,250000,120,1404,2026-05-02\r\n',
  evidenceLine: {
    id: 'par_01h455vb4pex5vsknk084sn02q',
    name: 'Example Gazette',
    status: 'approved',
    monthlyUniques: 250_000,
    source: 'print audit of March 2026',
    evidenceUrl: 'https://gazette.example/audience.pdf',
    passedAt: '2025-05-20T06:00:00.000Z',
    expiresAt: '2026-05-20T06:00:00.000Z',
  },
  evidenceFile:
    'id,name,status,monthlyUniques,source,evidenceUrl,passedAt,expiresAt\r\npar_01h455vb4pex5vsknk084sn02q,Example Gazette,approved,250000,print audit of March 2026,https://gazette.example/audience.pdf,2025-05-20T06:00:00.000Z,2026-05-20T06:00:00.000Z\r\n',
}
