/** What the API description shows of compliance. */
export const examples = {
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
    fetches: 12,
    lastFetchedOn: '2026-05-02',
  },
  recipientsFile:
    'partner,name,status,urgentContacts,revision,how,firstServedAt,fetches,lastFetchedOn\r\npar_01h455vb4pex5vsknk084sn02q,Example Gazette,approved,desk@gazette.example,1,item,2026-05-01T06:00:00.000Z,12,2026-05-02\r\n',
}
